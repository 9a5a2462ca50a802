// How long work talks to whoever started it: progress, messages, cancellation. The library never prints.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace nacre {

enum class MessageLevel { info, warning };

struct RunControl {
  int threads = 1;

  // Called from any thread, one call at a time, with the share of the named stage that is done and what
  // a unit of work is ("swaps", "fits"); `units_done` counts them since the stage began.
  std::function<void(std::string_view stage, double share, double units_done, std::string_view unit)>
      progress{};
  std::function<void(MessageLevel, std::string_view)> message{};
  const std::atomic<bool>* stop = nullptr;

  bool stop_requested() const { return stop != nullptr && stop->load(std::memory_order_relaxed); }
  void throw_if_stopped() const;  // throws Interrupted
  void say(std::string_view text) const;
};

// Progress of one stage, safe to advance from several threads. Reports the start, the end, and at most 20
// times a second between. The control must outlive the stage.
class Stage {
 public:
  Stage(const RunControl& control, std::string name, double total_units, std::string unit);
  void advance(double units);  // throws Interrupted if a stop was requested

 private:
  bool is_complete(double done) const;
  bool claim_report();
  void report();

  const RunControl& control_;
  std::string name_;
  std::string unit_;
  double total_;
  std::atomic<double> done_{0};
  std::atomic<std::int64_t> next_report_ns_{0};
  bool completed_ = false;  // guarded by the lock of the callbacks
};

}  // namespace nacre
