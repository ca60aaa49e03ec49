// Command hash-tagging is the three-rule job in Go on the raw proxy-wasm ABI.
package main

import "unsafe"

const (
	requestHeaders = 0
	modulo         = 100
)

var userID = []byte("x-user-id")

var rules = []struct {
	tagHeader []byte
	scope     uint32
	tagValue  []byte
}{
	{[]byte("appver-a"), 10, []byte("v2")},
	{[]byte("appver-b"), 10, []byte("v2")},
	{[]byte("appver-c"), 50, []byte("v3")},
}

// Where the host puts what it hands over: room that is kept from request to request, and its address and size.
var (
	received     = make([]byte, 4096)
	receivedAt   uint32
	receivedSize uint32
)

//go:wasmimport env proxy_get_header_map_value
func getHeader(headers uint32, name *byte, nameSize uint32, value *uint32, valueSize *uint32) uint32

//go:wasmimport env proxy_replace_header_map_value
func replaceHeader(headers uint32, name *byte, nameSize uint32, value *byte, valueSize uint32) uint32

//go:wasmimport env proxy_remove_header_map_value
func removeHeader(headers uint32, name *byte, nameSize uint32) uint32

//go:wasmexport proxy_abi_version_0_2_1
func abiVersion() {}

//go:wasmexport proxy_on_memory_allocate
func allocate(size uint32) unsafe.Pointer {
	if size > uint32(len(received)) {
		received = make([]byte, size)
	}
	return unsafe.Pointer(&received[0])
}

//go:wasmexport proxy_on_request_headers
func onRequestHeaders(context, count, endOfStream uint32) uint32 {
	receivedSize = 0
	getHeader(requestHeaders, &userID[0], uint32(len(userID)), &receivedAt, &receivedSize)
	bucket := uint32(modulo)
	if receivedSize > 0 {
		bucket = fnv1a32(received[:receivedSize]) % modulo
	}
	for i := range rules {
		rule := &rules[i]
		if bucket < rule.scope {
			replaceHeader(requestHeaders, &rule.tagHeader[0], uint32(len(rule.tagHeader)), &rule.tagValue[0], uint32(len(rule.tagValue)))
		} else {
			removeHeader(requestHeaders, &rule.tagHeader[0], uint32(len(rule.tagHeader)))
		}
	}
	return 0
}

func fnv1a32(value []byte) uint32 {
	hash := uint32(0x811c9dc5)
	for _, b := range value {
		hash = (hash ^ uint32(b)) * 0x01000193
	}
	return hash
}

func main() {}
