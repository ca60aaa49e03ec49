package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// The unit of /proc/stat: Linux shows 1/100 s to programs, whatever it counts in itself.
const tick = 10 * time.Millisecond

// meters is what the kernel has counted so far.
type meters struct {
	at     time.Time
	envoy  time.Duration // CPU of the Envoy process
	waited time.Duration // Envoy could run, but something else had its core
	self   time.Duration // CPU of this process
	busy   time.Duration // CPU of all processes on all cores
	stolen time.Duration // taken by other virtual machines, on all cores
	cores  int
}

// noise is the part of a round that others took, as a share of the time of all cores, or of Envoy's own for waited.
type noise struct {
	Stolen  float64 `json:"stolen"`
	Foreign float64 `json:"foreign"`
	Waited  float64 `json:"waited"`
}

func noiseBetween(before, after meters) noise {
	wall := after.at.Sub(before.at)
	all := wall.Seconds() * float64(after.cores)
	foreign := (after.busy - before.busy) - (after.envoy - before.envoy) - (after.self - before.self)
	return noise{
		Stolen:  (after.stolen - before.stolen).Seconds() / all,
		Foreign: max(foreign.Seconds()/all, 0),
		Waited:  (after.waited - before.waited).Seconds() / wall.Seconds(),
	}
}

func readMeters(pid int) (meters, error) {
	m := meters{at: time.Now()}
	if err := m.readEnvoy(pid); err != nil {
		return m, err
	}
	if err := m.readMachine(); err != nil {
		return m, err
	}
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return m, err
	}
	m.self = time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
	return m, nil
}

// readEnvoy adds up the threads: /proc/PID/schedstat is the main thread alone.
func (m *meters) readEnvoy(pid int) error {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	if err != nil || len(threads) == 0 {
		return fmt.Errorf("no schedstat of process %d", pid)
	}
	for _, thread := range threads {
		text, err := os.ReadFile(thread)
		if err != nil {
			continue // it has just ended
		}
		var ran, waited time.Duration
		if _, err := fmt.Sscan(string(text), &ran, &waited); err != nil {
			return fmt.Errorf("%s: %w", thread, err)
		}
		m.envoy += ran
		m.waited += waited
	}
	return nil
}

func (m *meters) readMachine() error {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return err
	}
	var user, nice, system, idle, iowait, irq, softirq, steal time.Duration
	if _, err := fmt.Sscanf(string(text), "cpu %d %d %d %d %d %d %d %d",
		&user, &nice, &system, &idle, &iowait, &irq, &softirq, &steal); err != nil {
		return fmt.Errorf("/proc/stat: %w", err)
	}
	m.busy = (user + nice + system + irq + softirq) * tick
	m.stolen = steal * tick
	m.cores = strings.Count(string(text), "\ncpu")
	return nil
}
