// Pins the release of Argo Rollouts whose CRDs the examples are checked against. Nothing of it is built.
module hash-tagging/lab/argo

go 1.26

require github.com/argoproj/argo-rollouts v1.9.0
