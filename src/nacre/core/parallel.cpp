#include "nacre/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "nacre/core/error.hpp"

// Threads of the standard library, not of oneTBB: the bodies here are long (a fit, a chain, a case), so that
// starting a thread (some 20 us) costs nothing, and ThreadSanitizer sees all of the synchronisation, which
// it does not inside the uninstrumented libtbb. parallel_sum needs no parallel_deterministic_reduce either:
// its blocks are fixed and their sums are added in order.

namespace nacre {
namespace {

constexpr std::size_t block_size = 1024;  // fixed: it decides the order of addition, and so the last digits

// Threads that a loop started from this thread may use: a loop within a loop gets its share of the outer
// one's, so that no nesting runs more threads than the outermost control allows.
thread_local int thread_budget = std::numeric_limits<int>::max();

class Loop {
 public:
  Loop(std::size_t n, const RunControl& control, const std::function<void(std::size_t)>& body)
      : n_(n), control_(control), body_(body) {}

  void run() {
    const int allowed = std::clamp(control_.threads, 1, thread_budget);
    const int workers = static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(allowed), n_));
    run_on(std::max(workers, 1), allowed);
    if (failure_) std::rethrow_exception(failure_);
    control_.throw_if_stopped();
  }

 private:
  void run_on(int workers, int allowed) {
    const int share = std::max(1, allowed / workers);
    std::vector<std::jthread> helpers;
    for (int i = 1; i < workers; ++i) helpers.emplace_back([this, share] { work(share); });
    work(share);
  }  // the helpers join here

  void work(int share) {
    const int budget = std::exchange(thread_budget, share);
    while (!control_.stop_requested()) {
      const std::size_t i = next_.fetch_add(1, std::memory_order_relaxed);
      // Below the lowest failure every i still runs: the error is the one a plain loop would meet.
      if (i >= n_ || i > lowest_failure_.load(std::memory_order_relaxed)) break;
      run_one(i);
    }
    thread_budget = budget;
  }

  void run_one(std::size_t i) noexcept {
    try {
      body_(i);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (i >= lowest_failure_) return;
      lowest_failure_ = i;
      failure_ = std::current_exception();
    }
  }

  std::size_t n_;
  const RunControl& control_;
  const std::function<void(std::size_t)>& body_;
  std::atomic<std::size_t> next_{0};
  std::atomic<std::size_t> lowest_failure_{std::numeric_limits<std::size_t>::max()};
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace

void parallel_for(std::size_t n, const RunControl& control, const std::function<void(std::size_t)>& body) {
  Loop(n, control, body).run();
}

double parallel_sum(std::size_t n, const RunControl& control,
                    const std::function<double(std::size_t)>& term) {
  std::vector<double> sums((n + block_size - 1) / block_size);
  parallel_for(sums.size(), control, [&](std::size_t block) {
    const std::size_t end = std::min(n, (block + 1) * block_size);
    double sum = 0;
    for (std::size_t i = block * block_size; i < end; ++i) sum += term(i);
    sums[block] = sum;
  });
  double total = 0;
  for (const double sum : sums) total += sum;
  return total;
}

}  // namespace nacre
