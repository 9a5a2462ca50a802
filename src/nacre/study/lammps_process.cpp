#include "nacre/study/lammps_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <thread>
#include <vector>

#include "nacre/core/error.hpp"
#include "nacre/io/binary_file.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/files.hpp"

namespace nacre::study {
namespace {

namespace fs = std::filesystem;

constexpr auto poll_interval = std::chrono::milliseconds(50);
constexpr int polls_before_kill = 100;
constexpr std::uint64_t log_tail = 4096;
constexpr int could_not_start = 127;

std::optional<fs::path> on_path(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    const fs::path candidate = fs::path(rest.substr(0, end)) / name;
    if (access(candidate.c_str(), X_OK) == 0 && !fs::is_directory(candidate)) return candidate;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return std::nullopt;
}

[[noreturn]] void fail_usage(std::string message, std::string found, std::string hint) {
  throw Error({.code = ExitCode::usage,
               .message = std::move(message),
               .found = std::move(found),
               .hint = std::move(hint)});
}

std::vector<std::string> command_of(const LammpsProcess& process) {
  std::vector<std::string> words;
  if (process.ranks > 1) {
    const auto mpirun = on_path("mpirun");
    if (!mpirun)
      fail_usage("LAMMPS on " + std::to_string(process.ranks) + " ranks needs mpirun",
                 "no mpirun on the PATH",
                 "install it (Debian, Ubuntu: apt install openmpi-bin), or say ranks = 1");
    words = {mpirun->string(), "-np", std::to_string(process.ranks)};
  }
  for (const char* word : {"-in", "in.lammps", "-log", "log.lammps", "-nocite"}) {
    if (word == std::string("-in")) words.push_back(find_lammps().string());
    words.push_back(word);
  }
  return words;
}

// For OpenMPI 4 and 5: more ranks than cores are allowed; ranks are not tied to cores, which other runs may
// be tied to as well, and give way while they wait; root may run it, where the user is root.
std::vector<std::string> environment() {
  std::vector<std::string> variables;
  for (char** one = environ; *one != nullptr; ++one) variables.emplace_back(*one);
  for (const char* add :
       {"OMP_NUM_THREADS=1", "OMPI_MCA_rmaps_base_oversubscribe=1", "OMPI_MCA_mpi_yield_when_idle=1",
        "OMPI_MCA_hwloc_base_binding_policy=none", "PRTE_MCA_hwloc_default_binding_policy=none",
        "PRTE_MCA_rmaps_default_mapping_policy=:oversubscribe"})
    variables.emplace_back(add);
  if (geteuid() == 0)
    for (const char* add : {"OMPI_ALLOW_RUN_AS_ROOT=1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1"})
      variables.emplace_back(add);
  return variables;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> list;
  for (std::string& word : words) list.push_back(word.data());
  list.push_back(nullptr);
  return list;
}

// A process in a group of its own, which ends when this object does and when nacre itself is killed.
class Child {
 public:
  Child(std::vector<std::string> command, const fs::path& folder) {
    std::vector<std::string> variables = environment();
    const auto words = pointers(command), settings = pointers(variables);
    const std::string screen = (fs::absolute(folder) / "screen.txt").string(), place = folder.string();
    pid_ = fork();
    if (pid_ < 0)
      throw Error(
          {.code = ExitCode::data, .message = std::string("cannot start a process: ") + strerror(errno)});
    if (pid_ == 0) start(words, settings, screen.c_str(), place.c_str());
    setpgid(pid_, pid_);
  }
  ~Child() { stop(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  bool is_running() {
    if (!ended_ && waitpid(pid_, &status_, WNOHANG) == pid_) ended_ = true;
    return !ended_;
  }

  int status() const { return status_; }

  // Politely, so that mpirun ends its ranks; then not.
  void stop() {
    if (!is_running()) return;
    kill(-pid_, SIGTERM);
    for (int k = 0; k < polls_before_kill && is_running(); ++k) std::this_thread::sleep_for(poll_interval);
    if (!is_running()) return;
    kill(-pid_, SIGKILL);
    waitpid(pid_, &status_, 0);
    ended_ = true;
  }

 private:
  // Between fork and exec only what may be called from a signal handler.
  [[noreturn]] static void start(const std::vector<char*>& words, const std::vector<char*>& settings,
                                 const char* screen, const char* folder) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    const int out = open(screen, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    const int in = open("/dev/null", O_RDONLY);
    if (out < 0 || in < 0 || chdir(folder) != 0) _exit(could_not_start);
    dup2(in, 0);
    dup2(out, 1);
    dup2(out, 2);
    execve(words[0], words.data(), settings.data());
    _exit(could_not_start);
  }

  pid_t pid_ = 0;
  int status_ = 0;
  bool ended_ = false;
};

// The end of a file that is being written; nothing if it is not there yet.
std::string tail_of(const fs::path& path) {
  std::error_code absent;
  const std::uint64_t size = fs::file_size(path, absent);
  if (absent) return {};
  const std::uint64_t begin = size > log_tail ? size - log_tail : 0;
  return io::BinaryFile(path, io::BinaryFile::Access::read).read_at(begin, size - begin);
}

// A row of thermo: nothing but numbers.
bool is_row(std::string_view line) { return line.find_first_not_of("0123456789.+-einaf \t\r") == line.npos; }

// The step of the last whole line of numbers.
double last_step(const fs::path& log) {
  const std::string tail = tail_of(log);
  std::size_t end = tail.rfind('\n');
  while (end != tail.npos && end > 0) {
    const std::size_t before = tail.rfind('\n', end - 1);
    const std::size_t begin = before == tail.npos ? 0 : before + 1;
    const std::size_t digit = tail.find_first_not_of(" \t", begin);
    double step = 0;
    if (digit < end && std::from_chars(tail.data() + digit, tail.data() + end, step).ec == std::errc() &&
        tail.find(' ', digit) < end && is_row(std::string_view(tail).substr(digit, end - digit)))
      return step;
    end = before;
  }
  return 0;
}

std::string line_with(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word);
  return at == text.npos ? "" : text.substr(at, text.find('\n', at) - at);
}

std::string how_it_ended(int status) {
  if (WIFSIGNALED(status)) return "ended by signal " + std::to_string(WTERMSIG(status));
  if (WEXITSTATUS(status) == could_not_start) return "could not be started";
  return "exit code " + std::to_string(WEXITSTATUS(status));
}

[[noreturn]] void fail_run(const fs::path& folder, int status) {
  const std::string screen = io::read_file(folder / "screen.txt");
  std::string error = line_with(screen, "ERROR");
  if (error.empty() && fs::exists(folder / "log.lammps"))
    error = line_with(io::read_file(folder / "log.lammps"), "ERROR");
  const std::string command = line_with(screen, "Last command:");
  std::string found = how_it_ended(status);
  if (!command.empty()) found += "; " + command;
  io::fail_with_file(folder / "log.lammps", "LAMMPS stopped" + (error.empty() ? "" : ": " + error), found,
                     "a run to the end", "all it said is in " + (folder / "screen.txt").string());
}

// A LAMMPS without MPI would run so many times, each over the files of the others.
void check_ranks(const LammpsProcess& process) {
  const std::string text = io::read_file(process.folder / "log.lammps");
  const std::string loop = line_with(text, "Loop time of"),
                    expected = "on " + std::to_string(process.ranks) + " procs";
  if (!loop.empty() && loop.find(expected) == loop.npos)
    io::fail_with_file(process.folder / "log.lammps", "LAMMPS did not run " + expected, loop, {},
                       "take one that was built with the same MPI as mpirun, or say ranks = 1");
}

}  // namespace

fs::path find_lammps() {
  if (const char* named = std::getenv("NACRE_LMP"); named != nullptr && *named != '\0') {
    const fs::path path = named;
    if (path.has_parent_path() && access(path.c_str(), X_OK) == 0) return fs::absolute(path);
    if (const auto found = on_path(named)) return *found;
    fail_usage("the environment variable NACRE_LMP names no program", named,
               "it is the path of LAMMPS's lmp");
  }
  for (const char* name : {"lmp", "lmp_mpi", "lmp_serial"})
    if (const auto found = on_path(name)) return *found;
  fail_usage(
      "the engine lammps needs LAMMPS", "no lmp on the PATH",
      "install it (Debian, Ubuntu: apt install lammps; else https://www.lammps.org), name its program in the "
      "environment variable NACRE_LMP, or say engine = \"native\"");
}

void run_lammps_process(const LammpsProcess& process, const RunControl& control) {
  Child child(command_of(process), process.folder);
  Stage stage(control, "LAMMPS", process.total_steps, "steps");
  double done = 0;
  while (child.is_running()) {
    std::this_thread::sleep_for(poll_interval);
    const double now = std::min(last_step(process.folder / "log.lammps"), process.total_steps);
    stage.advance(std::max(0.0, now - done));  // throws Interrupted: the child ends with it
    done = std::max(done, now);
  }
  if (child.status() != 0) fail_run(process.folder, child.status());
  check_ranks(process);
  stage.advance(std::max(0.0, process.total_steps - done));
}

}  // namespace nacre::study
