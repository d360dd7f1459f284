package serve

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"
)

// grace is how long processes may take to end when they are asked to.
const grace = 5 * time.Second

// A process is a command that was started, with the group of all that it starts
// in turn.
type process struct {
	cmd    *exec.Cmd
	output *output
	exited chan struct{} // the shell has ended
	silent chan struct{} // nobody is left who could print
	err    error         // of the shell, after exited

	stopping sync.Once
}

// start runs the command through the shell. What it prints goes to the output.
// Its standard input is empty: nobody is there to answer.
func start(command, folder string, out *output) (*process, error) {
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	p := &process{cmd: shell(command), output: out, exited: make(chan struct{}), silent: make(chan struct{})}
	p.cmd.Dir, p.cmd.Stdout, p.cmd.Stderr = folder, write, write
	inGroup(p.cmd)
	err = p.cmd.Start()
	write.Close()
	if err != nil {
		read.Close()
		return nil, err
	}
	go func() {
		// Ends when the last process that holds the pipe has ended, or when
		// the pipe is closed after a kill.
		_, _ = io.Copy(out, read)
		read.Close()
		close(p.silent)
	}()
	go func() {
		p.err = p.cmd.Wait()
		close(p.exited)
	}()
	return p, nil
}

// stop asks the whole group to end, and ends what is left of it after a grace.
func (p *process) stop() {
	p.stopping.Do(func() {
		askToEnd(p.cmd.Process)
		over := time.After(grace)
		for _, ended := range []chan struct{}{p.exited, p.silent} {
			select {
			case <-ended:
			case <-over:
				over = time.After(0)
			}
		}
		p.kill()
	})
}

// kill ends the whole group at once, and returns when it is gone.
func (p *process) kill() {
	end(p.cmd.Process)
	<-p.exited
	awaitGone(p.cmd.Process)
}

// running reports whether the shell has not ended.
func (p *process) running() bool {
	select {
	case <-p.exited:
		return false
	default:
		return true
	}
}

// how tells how the shell ended.
func (p *process) how() string {
	var exit *exec.ExitError
	switch {
	case p.err == nil:
		return "exit status 0"
	case errors.As(p.err, &exit):
		return exit.ProcessState.String()
	}
	return p.err.Error()
}

// notFound is what shells return for a command that they cannot find.
//
// Source: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_08_02
const notFound = 127

func (p *process) isNotFound() bool {
	var exit *exec.ExitError
	return errors.As(p.err, &exit) && exit.ExitCode() == notFound
}
