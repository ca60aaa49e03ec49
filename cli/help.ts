import { gateway, sidecars } from "../lib/manifest/deployment.js";
import { PHASES, PULL_POLICIES } from "../lib/manifest/istio.js";
import { FAIL_STRATEGIES } from "../lib/manifest/options.js";

export const usage = `Usage: hash-tagging COMMAND [OPTION]...

Commands:
  manifest      write the manifest that makes a gateway run the rules in a file, or sidecars carry the tags on

Options:
  -h, --help    this text; after a command, what the command can do
  --version     the version of hash-tagging

Exit status: 0 done; 2 a mistake in the command line or in a file, named on standard error; 1 a fault of hash-tagging.
`;

const [strategy] = FAIL_STRATEGIES;
const [phase] = PHASES;
const [pullPolicy] = PULL_POLICIES;

export const manifestUsage = `Usage: hash-tagging manifest RULES.yaml --url URL [OPTION]...
       hash-tagging manifest --propagation FILE --url URL [OPTION]...

Checks the rules in RULES.yaml (- is standard input) by the code that the gateway will run, then writes the guard and
the Istio WasmPlugin that makes the gateway run them. Each mistake in the rules is shown as FILE:LINE:COLUMN: what and how to
mend it; then nothing is written.

  --propagation FILE          the same for the module that carries tags on in sidecars: one WasmPlugin for requests that
                              come in and one for those that go out, or the one whose direction FILE names

The module:
  --url URL                   oci://REGISTRY/hash-tagging:TAG, https://, http:// or file:///; without a scheme, oci://
  --sha256 HEX|auto           what the download must be: the digest of the image for oci://, of the module for
                              http(s)://; auto is that of the one built here
  --image-pull-policy POLICY  ${PULL_POLICIES.join(" or ")} (default ${pullPolicy})
  --image-pull-secret NAME    the Secret for the registry, in the namespace of the WasmPlugin

The gateway, or with --propagation the sidecars:
  --name NAME                 the name of the WasmPlugin (default ${gateway.name}, ${sidecars.name})
  --namespace NAMESPACE       its namespace, which is that of the pods (default ${gateway.namespace}, ${sidecars.namespace})
  --selector KEY=VALUE        the labels of the pods, with commas or repeated (default ${gateway.selector}; with
                              --propagation every pod of the namespace)
  --phase PHASE               ${PHASES.join(", ")} (default ${phase}: after the check of JWTs, which may set the header
                              that is hashed; with AUTHN before it, so that what clients send there counts)
  --priority NUMBER           the order in the phase, the highest first

  --no-guard                  leave out the guard, by which Envoy itself takes the tag headers and what is reserved from
                              what clients send: an EnvoyFilter NAME-guard, or with --format envoy a field more. With
                              it no client chooses a version though the module is missing, dead or misconfigured

  --fail-strategy STRATEGY    what becomes of requests when the proxy cannot get the module, or the module traps:
    FAIL_OPEN                 they pass untagged: users get the default version, and with --no-guard tag headers that
                              a client sends pass too; after a trap, until the proxy restarts
    FAIL_CLOSE                they are refused: 403 without the module; 503 after a trap, until the proxy restarts
    FAIL_RELOAD               as FAIL_CLOSE, but a module that trapped is started again; older Istio (1.23) lacks it
                              The default is ${strategy}: tags only choose between versions, and losing them must
                              not take the gateway down. Choose another if untagged does more harm than refused.

The output:
  -o, --output FILE           write to FILE, all or nothing (default: standard output)
  --format FORMAT             istio (default), or envoy: fields for the HttpConnectionManager of an Envoy without Istio, the
                              filters before its router; of the options above it has --url (not oci://), --sha256,
                              --name and --fail-strategy
  --cluster NAME              with --format envoy, the cluster through which http(s):// is fetched
  -h, --help                  this text
`;
