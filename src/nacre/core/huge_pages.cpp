#include "nacre/core/huge_pages.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <mutex>
#include <set>
#include <utility>

namespace nacre::huge_pages {
namespace {

constexpr std::size_t line = 64;
constexpr std::size_t smallest_block = 4096;
constexpr std::size_t huge_page = std::size_t{2} << 20;
constexpr std::size_t smallest_region = std::size_t{16} << 20;  // what is never touched takes no memory

// Whole cache lines, an odd number of them: blocks of like length that follow one another do not meet in the
// same sets of a cache.
std::size_t rounded(std::size_t bytes) { return ((bytes + line - 1) / line | 1) * line; }

std::size_t whole_pages(std::size_t bytes) { return (bytes + huge_page - 1) / huge_page * huge_page; }

// Free pieces by place and by length; the shortest that fits is taken, neighbours are joined.
class Pool {
 public:
  void* allocate(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    auto fit = by_length_.lower_bound({bytes, 0});
    if (fit == by_length_.end()) {
      map_region(bytes);
      fit = by_length_.lower_bound({bytes, 0});
    }
    const auto [length, place] = *fit;
    remove(place, length);
    if (length > bytes) add(place + bytes, length - bytes);
    return reinterpret_cast<void*>(place);
  }

  void deallocate(void* block, std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    std::uintptr_t place = reinterpret_cast<std::uintptr_t>(block);
    const auto region = std::prev(regions_.upper_bound(place));
    const auto after = by_place_.find(place + bytes);
    if (after != by_place_.end() && place + bytes < region->first + region->second.bytes) {
      bytes += after->second;
      remove(after->first, after->second);
    }
    const auto next = by_place_.lower_bound(place);
    if (next != by_place_.begin()) {
      const auto [before, length] = *std::prev(next);
      if (before + length == place && before >= region->first) {
        remove(before, length);
        place = before;
        bytes += length;
      }
    }
    if (place == region->first + region->second.offset &&
        place + bytes == region->first + region->second.bytes)
      unmap(region);
    else
      add(place, bytes);
  }

  std::size_t held() const {
    const std::lock_guard lock(mutex_);
    std::size_t bytes = 0;
    for (const auto& [place, region] : regions_) bytes += region.bytes;
    return bytes;
  }

 private:
  struct Region {
    std::size_t bytes = 0;
    std::size_t offset = 0;  // of the first block
  };

  void add(std::uintptr_t place, std::size_t bytes) {
    by_place_.emplace(place, bytes);
    by_length_.emplace(bytes, place);
  }
  void remove(std::uintptr_t place, std::size_t bytes) {
    by_place_.erase(place);
    by_length_.erase({bytes, place});
  }

  // The first blocks of regions begin at different lines of a page, or arrays of a region each would meet in
  // the same sets of a cache.
  void map_region(std::size_t bytes) {
    const std::size_t offset = made_++ * 7 % 64 * line;
    const std::size_t length = std::max(whole_pages(bytes + offset), smallest_region);
    void* mapped =
        mmap(nullptr, length + huge_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) throw std::bad_alloc();
    const auto from = reinterpret_cast<std::uintptr_t>(mapped);
    const std::uintptr_t place = whole_pages(from);
    if (place > from) munmap(mapped, place - from);
    if (from + huge_page > place) munmap(reinterpret_cast<void*>(place + length), from + huge_page - place);
#ifdef MADV_HUGEPAGE
    madvise(reinterpret_cast<void*>(place), length, MADV_HUGEPAGE);  // refused: ordinary pages
#endif
    regions_.emplace(place, Region{length, offset});
    add(place + offset, length - offset);
  }

  void unmap(std::map<std::uintptr_t, Region>::iterator region) {
    munmap(reinterpret_cast<void*>(region->first), region->second.bytes);
    regions_.erase(region);
  }

  mutable std::mutex mutex_{};
  std::map<std::uintptr_t, Region> regions_{};
  std::map<std::uintptr_t, std::size_t> by_place_{};
  std::set<std::pair<std::size_t, std::uintptr_t>> by_length_{};
  std::size_t made_ = 0;
};

// Never destroyed: static arrays may outlive it.
Pool& pool() {
  static Pool& all = *new Pool;
  return all;
}

// Address sanitizers watch the heap alone.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool is_pooled = false;
#else
constexpr bool is_pooled = true;
#endif

bool comes_from_heap(std::size_t bytes) { return !is_pooled || bytes < smallest_block; }

}  // namespace

void* allocate(std::size_t bytes) {
  if (comes_from_heap(bytes)) return ::operator new (bytes, std::align_val_t{line});
  return pool().allocate(rounded(bytes));
}

void deallocate(void* block, std::size_t bytes) noexcept {
  if (comes_from_heap(bytes)) return ::operator delete (block, std::align_val_t{line});
  pool().deallocate(block, rounded(bytes));
}

std::size_t held() { return pool().held(); }

}  // namespace nacre::huge_pages
