// Pins the release of Flux's kustomize-controller whose CRD the docs are checked against. Nothing of it is built.
module hash-tagging/lab/flux

go 1.26

require github.com/fluxcd/kustomize-controller v1.9.6
