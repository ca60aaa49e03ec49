// Command load drives one Envoy at full speed over keep-alive connections for a while and prints, as one line of
// JSON, what the requests cost the Envoy process and how long they took.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/valyala/fasthttp"
)

// headers is the flag -header, which may be given several times.
type headers [][2]string

func (h *headers) String() string { return fmt.Sprint(*h) }

func (h *headers) Set(text string) error {
	name, value, found := strings.Cut(text, ": ")
	if !found {
		return fmt.Errorf("%q is not name: value", text)
	}
	*h = append(*h, [2]string{name, value})
	return nil
}

// round is what the command prints. Times are in microseconds, CPU is that of the Envoy process per request.
type round struct {
	Requests          int     `json:"requests"`
	RequestsPerSecond float64 `json:"requestsPerSecond"`
	CPU               float64 `json:"cpu"`
	P50               float64 `json:"p50"`
	P99               float64 `json:"p99"`
	noise
}

func main() {
	var sent headers
	flag.Var(&sent, "header", "`name: value` of a request header; may be repeated")
	address := flag.String("address", "", "`host:port` of the listener")
	pid := flag.Int("pid", 0, "`id` of the Envoy process")
	connections := flag.Int("connections", 8, "`number` of keep-alive connections")
	lasting := flag.Duration("for", 250*time.Millisecond, "`duration` of the measured load")
	warm := flag.Int("warm", 25, "`number` of requests on each connection before it")
	expect := flag.String("expect", "", "`body` that each response must have")
	flag.Parse()

	if err := run(*address, *pid, *connections, *lasting, *warm, *expect, sent); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run(address string, pid, connections int, lasting time.Duration, warm int, expect string, sent headers) error {
	clients := make([]*client, connections)
	for i := range clients {
		clients[i] = newClient(address, expect, sent)
	}
	if err := inParallel(clients, func(c *client) error { return c.warmUp(warm) }); err != nil {
		return err
	}
	before, err := readMeters(pid)
	if err != nil {
		return err
	}
	deadline := time.Now().Add(lasting)
	if err := inParallel(clients, func(c *client) error { return c.sendUntil(deadline) }); err != nil {
		return err
	}
	after, err := readMeters(pid)
	if err != nil {
		return err
	}

	var took []time.Duration
	for _, c := range clients {
		took = append(took, c.took...)
	}
	slices.Sort(took)
	return json.NewEncoder(os.Stdout).Encode(round{
		Requests:          len(took),
		RequestsPerSecond: float64(len(took)) / after.at.Sub(before.at).Seconds(),
		CPU:               micros(after.envoy-before.envoy) / float64(len(took)),
		P50:               micros(took[len(took)/2]),
		P99:               micros(took[len(took)*99/100]),
		noise:             noiseBetween(before, after),
	})
}

func inParallel(clients []*client, do func(*client) error) error {
	errs := make([]error, len(clients))
	var all sync.WaitGroup
	for i, c := range clients {
		all.Go(func() { errs[i] = do(c) })
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func micros(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e3 }

// client is one connection.
type client struct {
	http     fasthttp.HostClient
	request  fasthttp.Request
	response fasthttp.Response
	expect   string
	took     []time.Duration
}

func newClient(address, expect string, sent headers) *client {
	c := &client{expect: expect, took: make([]time.Duration, 0, 1<<14)}
	c.http = fasthttp.HostClient{Addr: address, MaxConns: 1, ReadTimeout: 10 * time.Second}
	c.request.SetRequestURI("http://" + address + "/")
	for _, header := range sent {
		c.request.Header.Set(header[0], header[1])
	}
	return c
}

func (c *client) warmUp(requests int) error {
	for range requests {
		if err := c.send(); err != nil {
			return err
		}
	}
	return nil
}

func (c *client) sendUntil(deadline time.Time) error {
	for begin := time.Now(); begin.Before(deadline); {
		if err := c.send(); err != nil {
			return err
		}
		end := time.Now()
		c.took = append(c.took, end.Sub(begin))
		begin = end
	}
	return nil
}

func (c *client) send() error {
	if err := c.http.Do(&c.request, &c.response); err != nil {
		return err
	}
	if body := c.response.Body(); string(body) != c.expect {
		return fmt.Errorf("%d %q instead of %q", c.response.StatusCode(), body, c.expect)
	}
	return nil
}
