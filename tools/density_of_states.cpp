// density_of_states NX NY > table.csv: the exact density of states of a periodic square lattice.
// data/density_of_states/square-11x11.csv holds, after its notes, what this prints for 11 11 (about
// ten minutes on two cores, 250 MB a thread).
#include <charconv>
#include <cstdio>
#include <exception>
#include <string_view>
#include <thread>

#include "nacre/ligands/density_of_states.hpp"

namespace {

using nacre::ligands::DensityOfStates;

// 0 for anything but a whole number.
int to_int(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : 0;
}

void show_progress(double done) { std::fprintf(stderr, "\r%3.0f %%", 100 * done); }

void print(const DensityOfStates& states) {
  std::puts("n_a,unlike_pairs,count");
  for (const auto& row : states.rows())
    std::printf("%d,%d,%s\n", row.n_a, row.unlike_pairs, nacre::ligands::to_string(row.count).c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: density_of_states NX NY > table.csv\n", stderr);
    return 2;
  }
  try {
    const int threads = static_cast<int>(std::thread::hardware_concurrency());
    const auto states =
        nacre::ligands::enumerate_square_lattice(to_int(argv[1]), to_int(argv[2]), threads, show_progress);
    std::fputs("\r100 %\n", stderr);
    print(states);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "density_of_states: %s\n", error.what());
    return 2;
  }
}
