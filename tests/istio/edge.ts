import { parseManifests } from "../../lab/istio/kubernetes.ts";

/** A Gateway of the Gateway API whose pods an operator has made, as they are not to be made anew. */
export const EDGE_GATEWAY = parseManifests(`
apiVersion: v1
kind: Service
metadata: { name: edge, namespace: default }
spec: { selector: { app: edge }, ports: [{ name: http, port: 80, targetPort: 8081 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: edge, namespace: default }
spec:
  selector: { matchLabels: { app: edge } }
  template:
    metadata:
      labels: { app: edge, gateway.networking.k8s.io/gateway-name: edge }
      annotations: { inject.istio.io/templates: gateway }
    spec: { containers: [{ name: istio-proxy, image: auto, ports: [{ containerPort: 8081 }] }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: istio
  addresses: [{ type: Hostname, value: edge.default.svc.cluster.local }]
  listeners:
    - { name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: Same } } }
`);
