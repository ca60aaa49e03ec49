// loopback-up brings up the loopback interface, which is down in a fresh network namespace. ip(8) would do,
// but is not installed everywhere.
package main

import (
	"log"

	"github.com/vishvananda/netlink"
)

func main() {
	loopback, err := netlink.LinkByName("lo")
	if err == nil {
		err = netlink.LinkSetUp(loopback)
	}
	if err != nil {
		log.Fatal("loopback-up: ", err)
	}
}
