/** Envoy's admin interface at `address`, host:port. */
export class Admin {
  constructor(readonly address: string) {}

  async page(path: string): Promise<string> {
    return (await fetch(`http://${this.address}${path}`)).text();
  }

  /** True once Envoy serves; false also while nobody listens at the address. */
  async isReady(): Promise<boolean> {
    const response = await fetch(`http://${this.address}/ready`).catch(() => undefined);
    return response?.ok ?? false;
  }

  /** Changes a setting of the running Envoy, as "/logging?wasm=trace" does. */
  async post(path: string): Promise<void> {
    await fetch(`http://${this.address}${path}`, { method: "POST" });
  }

  /** The listeners' ports, by name. */
  async listeners(): Promise<Map<string, number>> {
    const page = JSON.parse(await this.page("/listeners?format=json")) as {
      listener_statuses: { name: string; local_address: { socket_address: { port_value: number } } }[];
    };
    return new Map(
      page.listener_statuses.map(({ name, local_address }) => [
        name,
        local_address.socket_address.port_value,
      ]),
    );
  }

  /** The counters and gauges whose names match. */
  async stats(names: RegExp): Promise<Map<string, number>> {
    const page = await this.page(`/stats?filter=${encodeURIComponent(names.source)}`);
    return new Map([...page.matchAll(/^(\S+): (\d+)$/gm)].map(([, name, value]) => [name!, Number(value)]));
  }

  /** One counter or gauge; 0 while nobody has touched it. */
  async stat(name: string): Promise<number> {
    return (await this.stats(new RegExp(`^${name.replaceAll(".", "\\.")}$`))).get(name) ?? 0;
  }
}
