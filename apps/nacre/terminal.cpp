#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>

namespace nacre::app {
namespace {

std::atomic<bool> stop_flag{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set from a signal handler");

extern "C" void request_stop(int signal_number) {
  if (stop_flag.exchange(true)) {  // asked twice: leave at once
    std::signal(signal_number, SIG_DFL);
    std::raise(signal_number);
  }
}

double now_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string duration_text(double seconds) {
  char text[32];
  if (seconds < 100)
    std::snprintf(text, sizeof text, "%.0f s", seconds);
  else if (seconds < 6000)
    std::snprintf(text, sizeof text, "%.0f min", seconds / 60);
  else
    std::snprintf(text, sizeof text, "%.1f h", seconds / 3600);
  return text;
}

std::string rate_text(double rate, std::string_view unit) {
  const char* prefix = "";
  for (const char* larger : {"k", "M", "G"})
    if (rate >= 1000) {
      rate /= 1000;
      prefix = larger;
    }
  char text[64];
  std::snprintf(text, sizeof text, "%.3g %s%s%.*s/s", rate, prefix, *prefix != '\0' ? " " : "",
                static_cast<int>(unit.size()), unit.data());
  return text;
}

}  // namespace

int terminal_width() {
  winsize size{};
  if (isatty(STDOUT_FILENO) != 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20)
    return size.ws_col;
  return 100;
}

Talk::Talk(bool quiet) : quiet_(quiet), terminal_(isatty(STDERR_FILENO) != 0) {
  std::signal(SIGINT, request_stop);
  std::signal(SIGTERM, request_stop);
}

Talk::~Talk() {
  clear_bar();
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

RunControl Talk::control(int threads) {
  RunControl control;
  control.threads = threads;
  control.stop = &stop_flag;
  if (quiet_) return control;
  control.progress = [this](std::string_view stage, double share, double units, std::string_view unit) {
    show_progress(stage, share, units, unit);
  };
  control.message = [this](MessageLevel level, std::string_view text) { show_message(level, text); };
  return control;
}

void Talk::show_progress(std::string_view stage, double share, double units, std::string_view unit) {
  const double now = now_seconds();
  if (stage != stage_ || share < last_share_) {
    stage_ = stage;
    stage_start_ = last_line_ = now;
  }
  last_share_ = share;
  const double elapsed = now - stage_start_;
  const bool due = terminal_ || now - last_line_ >= 10;
  if (elapsed < 0.5 || !due) return;
  last_line_ = now;
  std::string line = stage_ + ": " + std::to_string(static_cast<int>(std::floor(100 * share))) + " %, " +
                     rate_text(units / elapsed, unit);
  if (share > 0 && share < 1) line += ", " + duration_text(elapsed / share * (1 - share)) + " left";
  if (!terminal_) {
    std::fprintf(stderr, "%s\n", line.c_str());
    return;
  }
  const int filled = std::clamp(static_cast<int>(20 * share), 0, 20);
  const std::string bar = std::string(static_cast<std::size_t>(filled), '#') +
                          std::string(static_cast<std::size_t>(20 - filled), '.');
  std::fprintf(stderr, "\r[%s] %s   ", bar.c_str(), line.c_str());
  std::fflush(stderr);
  bar_shown_ = true;
  if (share >= 1) clear_bar();
}

void Talk::show_message(MessageLevel level, std::string_view text) {
  clear_bar();
  std::fprintf(stderr, "%s%.*s\n", level == MessageLevel::warning ? "warning: " : "",
               static_cast<int>(text.size()), text.data());
}

void Talk::clear_bar() {
  if (!bar_shown_) return;
  std::fprintf(stderr, "\r%*s\r", 79, "");
  std::fflush(stderr);
  bar_shown_ = false;
}

}  // namespace nacre::app
