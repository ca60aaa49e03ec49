// istiod-lab is Istio's control plane, all that `pilot-discovery discovery` runs, over the in-memory
// Kubernetes client Istio tests itself with. It starts empty; PUT a manifest to the api address to apply it,
// DELETE to take its objects away. Anything the real parsers refuse is answered 400 with their message.
package main

import (
	"bufio"
	"errors"
	"io"
	"log"
	"net/http"
	"reflect"
	"strconv"
	"sync/atomic"
	"unsafe"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/kubernetes/fake"

	"istio.io/istio/pilot/pkg/bootstrap"
	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/kube"
	"istio.io/istio/pkg/kube/kclient/clienttest"
	"istio.io/istio/pkg/test"
)

const (
	api        = "127.0.0.1:8001"
	debug      = "127.0.0.1:8080" // also readiness
	xds        = "127.0.0.1:15010"
	monitoring = "127.0.0.1:15014"
)

type cluster struct {
	client   kube.Client
	istio    model.ConfigStoreController
	versions atomic.Int64
}

func (c *cluster) config(remove bool, object config.Config) error {
	if object.Namespace == "" {
		object.Namespace = "default"
	}
	if remove {
		return c.istio.Delete(object.GroupVersionKind, object.Name, object.Namespace, nil)
	}
	// pilot-agent pulls an image again only for a new version of the WasmPlugin that names it.
	object.ResourceVersion = strconv.FormatInt(c.versions.Add(1), 10)
	_, err := c.istio.Create(object)
	if apierrors.IsAlreadyExists(err) {
		_, err = c.istio.Update(object)
	}
	return err
}

func (c *cluster) kubernetes(remove bool, document []byte) error {
	object, kind, err := kube.IstioCodec.UniversalDeserializer().Decode(document, nil, nil)
	if err != nil {
		return err
	}
	resource, _ := meta.UnsafeGuessKindToResource(*kind)
	accessor, err := meta.Accessor(object)
	if err != nil {
		return err
	}
	if accessor.GetNamespace() == "" && kind.Kind != "Namespace" {
		accessor.SetNamespace("default")
	}
	tracker := c.client.Kube().(*fake.Clientset).Tracker()
	if remove {
		return tracker.Delete(resource, accessor.GetNamespace(), accessor.GetName())
	}
	err = tracker.Create(resource, object, accessor.GetNamespace())
	if apierrors.IsAlreadyExists(err) {
		err = tracker.Update(resource, object, accessor.GetNamespace())
	}
	return err
}

// ServeHTTP applies or deletes the documents of one manifest in their order, up to the first bad one.
func (c *cluster) ServeHTTP(response http.ResponseWriter, request *http.Request) {
	remove := request.Method == http.MethodDelete
	documents := yaml.NewYAMLReader(bufio.NewReader(request.Body))
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		var configs []config.Config
		var others []crd.IstioKind
		if err == nil {
			configs, others, err = crd.ParseInputs(string(document))
		}
		for _, object := range configs {
			err = errors.Join(err, c.config(remove, object))
		}
		if len(others) > 0 {
			err = errors.Join(err, c.kubernetes(remove, document))
		}
		if err != nil {
			http.Error(response, err.Error(), http.StatusBadRequest)
			return
		}
	}
}

func check(err error) {
	if err != nil {
		log.Fatal("istiod-lab: ", err)
	}
}

func main() {
	client := kube.Client(kube.NewFakeClient())
	check(test.Wrap(func(t test.Failer) {
		for _, schema := range collections.PilotGatewayAPI().All() {
			if !schema.IsSynthetic() && !schema.IsBuiltin() {
				clienttest.MakeCRD(t, client, schema.GroupVersionResource())
			}
		}
	}))
	args := bootstrap.NewPilotArgs(func(args *bootstrap.PilotArgs) {
		args.Namespace = "istio-system"
		args.PodName = "istiod-lab"
		args.ServerOptions.HTTPAddr = debug
		args.ServerOptions.GRPCAddr = xds
		args.ServerOptions.MonitoringAddr = monitoring
		args.ServerOptions.TLSOptions.TLSMinVersion = bootstrap.TLSMinVersion1_2
		args.RegistryOptions.Registries = []string{"Kubernetes"}
		args.RegistryOptions.KubeOptions.DomainSuffix = "cluster.local"
		args.RegistryOptions.KubeOptions.ClusterID = "Kubernetes"
	})
	check(args.Complete())
	server, err := bootstrap.NewServer(args, func(server *bootstrap.Server) {
		// Unexported, and the only liberty taken: Istio's own tests set it from inside the package.
		field := reflect.ValueOf(server).Elem().FieldByName("kubeClient")
		reflect.NewAt(field.Type(), unsafe.Pointer(field.UnsafeAddr())).Elem().Set(reflect.ValueOf(client))
	})
	check(err)
	check(server.Start(make(chan struct{})))
	check(http.ListenAndServe(api, &cluster{client: client, istio: server.RWConfigStore}))
}
