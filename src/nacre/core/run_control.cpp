#include "nacre/core/run_control.hpp"

#include <chrono>
#include <mutex>
#include <utility>

#include "nacre/core/error.hpp"

namespace nacre {
namespace {

constexpr std::int64_t report_every_ns = 50'000'000;  // 20 reports a second are smooth to the eye

// One lock for all callbacks, since a RunControl is a plain struct that may be copied. Recursive: a progress
// callback may send a message.
std::recursive_mutex& callback_mutex() {
  static std::recursive_mutex mutex;
  return mutex;
}

std::int64_t now_ns() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

}  // namespace

void RunControl::throw_if_stopped() const {
  if (stop_requested()) throw Interrupted();
}

void RunControl::say(std::string_view text) const {
  if (!message) return;
  const std::lock_guard lock(callback_mutex());
  message(MessageLevel::info, text);
}

Stage::Stage(const RunControl& control, std::string name, double total_units, std::string unit)
    : control_(control), name_(std::move(name)), unit_(std::move(unit)), total_(total_units) {
  next_report_ns_ = now_ns() + report_every_ns;
  report();
}

void Stage::advance(double units) {
  const double done = done_.fetch_add(units, std::memory_order_relaxed) + units;
  if (control_.progress && (is_complete(done) || claim_report())) report();
  control_.throw_if_stopped();
}

// Sums of fractions may end a few rounding errors below the total.
bool Stage::is_complete(double done) const { return done >= total_ * (1 - 1e-9); }

// True for one thread in every reporting interval.
bool Stage::claim_report() {
  const std::int64_t now = now_ns();
  std::int64_t due = next_report_ns_.load(std::memory_order_relaxed);
  return now >= due && next_report_ns_.compare_exchange_strong(due, now + report_every_ns);
}

// Reads the count under the lock, so that the shares a callback sees never fall.
void Stage::report() {
  if (!control_.progress) return;
  const std::lock_guard lock(callback_mutex());
  if (completed_) return;
  const double done = done_.load(std::memory_order_relaxed);
  completed_ = is_complete(done);
  control_.progress(name_, completed_ ? 1 : done / total_, done, unit_);
}

}  // namespace nacre
