/** What the page begins with: the canary of the articles. */
export const EXAMPLE = `# Two releases at once: 10 % of users get v2 of app-a and app-b, 50 % get v3 of app-c.
rules:
  - name: app-a
    header: x-user-id
    modulo: 100
    tagHeader: appver-a
    policies:
      - range: 10 # buckets 0 to 9
        tagValue: v2
  - name: app-b
    header: x-user-id
    modulo: 100
    tagHeader: appver-b
    policies:
      - range: 10
        tagValue: v2
  - name: app-c
    header: x-user-id
    modulo: 100
    tagHeader: appver-c
    policies:
      - range: 50
        tagValue: v3
`;
