// Work that may end the program, tried in a process of its own first.
#pragma once

#include <functional>

namespace nacre::io {

// Runs `work` in a child process; false where that was killed: HDF5 crashes or runs for ever on some damaged
// files. An exception of `work` counts as survived, since the caller will meet it too. True as well where no
// process can be started. `seconds` of processor time are its limit.
bool survives(const std::function<void()>& work, unsigned seconds);

}  // namespace nacre::io
