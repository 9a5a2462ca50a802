// The terminal: progress on stderr, cancellation by signals.
#pragma once

#include <string>
#include <string_view>

#include "nacre/core/run_control.hpp"

namespace nacre::app {

// Columns of the terminal behind stdout, 100 where there is none.
int terminal_width();

// Prints progress and messages to stderr: a bar on a terminal, a line every ten seconds elsewhere.
// Ctrl-C and SIGTERM set the stop flag; a second one ends the program at once.
class Talk {
 public:
  explicit Talk(bool quiet);
  ~Talk();
  Talk(const Talk&) = delete;
  Talk& operator=(const Talk&) = delete;

  RunControl control(int threads);

 private:
  void show_progress(std::string_view stage, double share, double units, std::string_view unit);
  void show_message(MessageLevel level, std::string_view text);
  void clear_bar();

  bool quiet_;
  bool terminal_;
  bool bar_shown_ = false;
  double stage_start_ = 0;
  double last_line_ = 0;
  double last_share_ = 2;
  std::string stage_;
};

}  // namespace nacre::app
