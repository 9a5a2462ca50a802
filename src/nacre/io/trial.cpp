#include "nacre/io/trial.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>

#include "nacre/io/hdf5_handles.hpp"

namespace nacre::io {
namespace {

// No core file, no words on the terminal, an end in time; the parent's handlers are not for the child.
void limit_time(unsigned seconds) {
  const rlimit time{seconds, RLIM_INFINITY};
  setrlimit(RLIMIT_CPU, &time);
}

void confine(unsigned seconds) {
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGXCPU, SIGINT, SIGTERM}) {
    struct sigaction standard {};
    standard.sa_handler = SIG_DFL;
    sigaction(signal, &standard, nullptr);
  }
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  limit_time(seconds);
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere >= 0) {
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
  }
}

[[noreturn]] void work_in_child(const std::function<void(TrialTime&)>& work, unsigned seconds) {
  confine(seconds);
  try {
    TrialTime time(seconds);
    work(time);
  } catch (...) {  // the caller meets it again
  }
  _exit(EXIT_SUCCESS);
}

}  // namespace

void TrialTime::allow(unsigned more_s) {
  seconds_ += more_s;
  limit_time(seconds_);
}

bool survives(const std::function<void(TrialTime&)>& work, unsigned seconds) {
  pid_t child = -1;
  {
    const auto lock = hdf5_lock();  // so that no other thread is inside HDF5, whose state the child inherits
    child = fork();
  }
  if (child == 0) work_in_child(work, seconds);
  if (child < 0) return true;
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return true;
  return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
}

}  // namespace nacre::io
