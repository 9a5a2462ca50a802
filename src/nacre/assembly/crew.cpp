#include "nacre/assembly/crew.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace nacre::assembly {
namespace {

constexpr std::chrono::microseconds lookout{100};  // for the next loop, before a thread sleeps
constexpr int pauses_a_look = 32;                  // at the clock
constexpr std::size_t most_chunks = 1u << 30;

void pause() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#else
  std::this_thread::yield();
#endif
}

// Whether it came true soon.
template <typename Condition>
bool comes_true(const Condition& condition) {
  const auto end = std::chrono::steady_clock::now() + lookout;
  do {
    for (int k = 0; k < pauses_a_look; ++k) {
      if (condition()) return true;
      pause();
    }
  } while (std::chrono::steady_clock::now() < end);
  return condition();
}

}  // namespace

// A job is one word, chunks << 32 | next: whoever adds 1 and finds next < chunks has that chunk of the very
// job that is running, which cannot end before the chunk is done.
struct Crew::Shared {
  alignas(64) std::atomic<std::uint64_t> job{0};
  alignas(64) std::atomic<std::uint32_t> done{0};  // chunks
  alignas(64) std::atomic<int> jobs{0};            // so far; threads asleep wait for it to change
  std::atomic<bool> is_busy{false}, is_over{false};
  const std::function<void(std::size_t)>* body = nullptr;  // of the job
  std::mutex failing{};
  std::exception_ptr failure{};
  std::vector<std::thread> threads{};

  static bool has_chunks(std::uint64_t word) { return static_cast<std::uint32_t>(word) < word >> 32; }

  void work() {
    while (has_chunks(job.load(std::memory_order_acquire))) {
      const std::uint64_t word = job.fetch_add(1, std::memory_order_acq_rel);
      if (!has_chunks(word)) return;
      try {
        (*body)(static_cast<std::uint32_t>(word));
      } catch (...) {
        const std::lock_guard lock(failing);
        if (!failure) failure = std::current_exception();
      }
      done.fetch_add(1, std::memory_order_acq_rel);
    }
  }

  void serve() {
    while (!is_over) {
      const int seen = jobs.load(std::memory_order_acquire);
      if (comes_true([&] { return has_chunks(job.load(std::memory_order_acquire)) || is_over; }))
        work();
      else
        jobs.wait(seen, std::memory_order_acquire);
    }
  }

  void call() {
    jobs.fetch_add(1, std::memory_order_acq_rel);
    jobs.notify_all();
  }
};

std::shared_ptr<Crew> Crew::of(int threads) {
  static std::mutex finding;
  static std::map<int, std::weak_ptr<Crew>> known;
  const int useful = std::min(threads, static_cast<int>(std::max(std::thread::hardware_concurrency(), 1u)));
  if (useful < 2) return nullptr;
  const std::lock_guard lock(finding);
  std::shared_ptr<Crew> crew = known[useful].lock();
  if (!crew) known[useful] = crew = std::make_shared<Crew>(useful);
  return crew;
}

Crew::Crew(int threads) : shared_(std::make_unique<Shared>()) {
  for (int k = 1; k < threads; ++k) shared_->threads.emplace_back([s = shared_.get()] { s->serve(); });
}

Crew::~Crew() {
  shared_->is_over = true;
  shared_->call();
  for (std::thread& thread : shared_->threads) thread.join();
}

void Crew::run(std::size_t chunks, const std::function<void(std::size_t)>& body) {
  Shared& s = *shared_;
  if (chunks < 2 || chunks > most_chunks || s.is_busy.exchange(true, std::memory_order_acquire)) {
    for (std::size_t c = 0; c < chunks; ++c) body(c);
    return;
  }
  s.body = &body;
  s.done.store(0, std::memory_order_relaxed);
  s.job.store(static_cast<std::uint64_t>(chunks) << 32, std::memory_order_release);
  s.call();
  s.work();
  const auto is_done = [&] { return s.done.load(std::memory_order_acquire) == chunks; };
  while (!comes_true(is_done)) std::this_thread::yield();  // another thread has been put aside
  const std::exception_ptr failure = std::exchange(s.failure, nullptr);
  s.is_busy.store(false, std::memory_order_release);
  if (failure) std::rethrow_exception(failure);
}

}  // namespace nacre::assembly
