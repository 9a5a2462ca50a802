// Work that may end the program, tried in a process of its own first.
#pragma once

#include <functional>

namespace nacre::io {

// The processor time of a trial, which its work may extend once it knows how much there is to do.
class TrialTime {
 public:
  explicit TrialTime(unsigned seconds) : seconds_(seconds) {}
  void allow(unsigned more_s);

 private:
  unsigned seconds_;
};

// Runs `work` in a child process; false where that was killed: HDF5 crashes or runs for ever on some damaged
// files. An exception of `work` counts as survived, since the caller will meet it too. True as well where no
// process can be started.
bool survives(const std::function<void(TrialTime&)>& work, unsigned seconds);

}  // namespace nacre::io
