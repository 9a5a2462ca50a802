// fuzz_readers READER SECONDS [SEED]: feeds mutated files to one reader. It must return or throw
// nacre::Error; anything else ends the program, and the file that did it stays in fuzz-READER/case.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>

#include "mutate.hpp"
#include "nacre/core/error.hpp"
#include "nacre/io/cif.hpp"
#include "nacre/io/csv.hpp"
#include "nacre/io/extxyz.hpp"
#include "nacre/io/feff_path.hpp"
#include "nacre/io/gr_file.hpp"
#include "nacre/io/gsd.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/io/heats_csv.hpp"
#include "nacre/io/json_results.hpp"
#include "nacre/io/lammps_dump.hpp"
#include "nacre/io/lammps_log.hpp"
#include "nacre/io/nitpic.hpp"
#include "nacre/io/origin_dh.hpp"
#include "nacre/io/powder_text.hpp"
#include "nacre/io/scattering_files.hpp"
#include "nacre/io/sedphat.hpp"
#include "nacre/io/spectra_files.hpp"
#include "nacre/io/stru.hpp"
#include "nacre/io/thermogram_csv.hpp"
#include "nacre/io/xafs_files.hpp"
#include "nacre/io/xafs_text.hpp"
#include "nacre/io/xy_text.hpp"
#include "nacre/io/xyz.hpp"
#include "nacre/study/study.hpp"
#include "seeds.hpp"

// HDF5 forgets memory of its own where it fails at damaged files. Visible, or the sanitizer does not see it.
extern "C" __attribute__((visibility("default"))) const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libhdf5"; }

namespace {

namespace fs = std::filesystem;
using namespace nacre;

constexpr double slowest_s = 5;  // a reader of 64 KiB that takes longer hangs

void read_csv(const fs::path& path) {
  const io::CsvTable table = io::CsvTable::read(path);
  for (std::size_t row = 0; row < table.rows(); ++row)
    for (std::size_t column = 0; column < table.names().size(); ++column) table.number(row, column);
}

void read_hdf5(const fs::path& path) {
  io::read_hdf5(path);
  io::read_hdf5_attributes(path);
}

// The formats are told by their extensions.
void read_frames(const fs::path& path, const char* extension) {
  const fs::path named = fs::path(path).replace_extension(extension);
  fs::copy_file(path, named, fs::copy_options::overwrite_existing);
  const auto source = io::open_scattering({named}, {});
  constexpr std::size_t piece = 100;
  for (std::size_t i = 0; i < source->size(); i += piece)
    source->read(i, std::min(piece, source->size() - i));
}

void read_spectra(const fs::path& path) {
  const auto source = io::open_spectra({path}, {});
  source->read(0, source->size());
}

void read_gsd_frames(const fs::path& path) {
  const io::GsdReader reader(path);
  for (std::size_t frame = 0; frame < reader.size(); ++frame) reader.read(frame);
}

void read_dump(const fs::path& path) {
  io::LammpsDumpReader reader(path);
  io::LammpsDumpFrame frame;
  while (reader.next(frame)) {
  }
}

const std::map<std::string, std::function<void(const fs::path&)>> readers{
    {"study", [](const fs::path& path) { study::read_study(path); }},
    {"csv", read_csv},
    {"hdf5", read_hdf5},
    {"checkpoint", [](const fs::path& path) { io::Checkpoint(path, "work", true).find("piece"); }},
    {"summary", [](const fs::path& path) { io::read_summary(path); }},
    {"figures", [](const fs::path& path) { io::read_figures(path); }},
    {"origin-dh", [](const fs::path& path) { io::read_origin_dh(path); }},
    {"nitpic", [](const fs::path& path) { io::read_nitpic(path); }},
    {"sedphat", [](const fs::path& path) { io::read_sedphat(path); }},
    {"heats",
     [](const fs::path& path) {
       io::read_heats_csv(path, {.volume = "volume_uL", .heat = "heat_uJ", .error = "error_uJ"});
     }},
    {"curve-text", [](const fs::path& path) { read_frames(path, ".dat"); }},
    {"pdh", [](const fs::path& path) { read_frames(path, ".pdh"); }},
    {"powder-text", [](const fs::path& path) { io::read_powder_text(path); }},
    {"gr", [](const fs::path& path) { io::read_gr(path); }},
    {"q-curve", [](const fs::path& path) { io::read_q_curve(path, {.q_unit = "1/A"}); }},
    {"cansas-xml", [](const fs::path& path) { read_frames(path, ".xml"); }},
    {"frames-hdf5", [](const fs::path& path) { read_frames(path, ".h5"); }},
    {"spectra", read_spectra},
    {"cif", [](const fs::path& path) { io::read_cif(path); }},
    {"stru", [](const fs::path& path) { io::read_stru(path); }},
    {"xyz", [](const fs::path& path) { io::read_xyz(path); }},
    {"gsd", read_gsd_frames},
    {"extxyz", [](const fs::path& path) { io::read_extxyz(path); }},
    {"lammps-log", [](const fs::path& path) { io::read_lammps_log(path); }},
    {"lammps-dump", read_dump},
    {"xdi", [](const fs::path& path) { io::read_xafs(path, {}); }},
    {"athena", [](const fs::path& path) { io::read_xafs(path, {}); }},
    {"feff", [](const fs::path& path) { io::read_feff_path(path); }},
    {"chi", [](const fs::path& path) { io::read_chi(path); }},
    {"thermogram",
     [](const fs::path& path) { io::read_thermogram_csv(path, {.time = "time_s", .power = "power_uW"}); }},
    {"xy", [](const fs::path& path) { io::read_xy_text(path, {.rising_only = true}); }},
};

struct Tally {
  std::size_t read = 0, refused = 0;
};

// False where the reader did anything else than return or throw Error in time.
bool holds(const std::function<void(const fs::path&)>& reader, const fs::path& path, Tally& tally) {
  const auto start = std::chrono::steady_clock::now();
  try {
    reader(path);
    ++tally.read;
  } catch (const Error&) {
    ++tally.refused;
  } catch (const std::exception& other) {
    std::fprintf(stderr, "%s: not an Error but: %s\n", path.c_str(), other.what());
    return false;
  }
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
  if (spent.count() < slowest_s) return true;
  std::fprintf(stderr, "%s: took %.1f s\n", path.c_str(), spent.count());
  return false;
}

bool run_fuzzer(const std::string& name, double seconds, std::uint64_t seed) {
  const fs::path folder = fs::current_path() / ("fuzz-" + name);
  fs::create_directories(folder);
  const auto seeds = fuzz::seeds_of(name, folder);
  fuzz::Random random(seed);
  Tally tally;
  const fs::path path = folder / "case";
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  for (std::size_t i = 0; i < seeds.size() || std::chrono::steady_clock::now() < end; ++i) {
    fs::remove(path);
    std::ofstream(path, std::ios::binary) << (i < seeds.size() ? seeds[i] : fuzz::mutate(seeds, random));
    if (!holds(readers.at(name), path, tally)) return false;
  }
  fs::remove_all(folder);
  std::printf("%s: %zu files read, %zu refused\n", name.c_str(), tally.read, tally.refused);
  return tally.read > 0 && tally.refused > 0;  // otherwise the seeds are no good, or nothing is checked
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3 || !readers.contains(arguments[1])) {
    std::fputs("usage: fuzz_readers READER SECONDS [SEED]; readers:", stderr);
    for (const auto& [name, reader] : readers) std::fprintf(stderr, " %s", name.c_str());
    std::fputs("\n", stderr);
    return 2;
  }
  const std::uint64_t seed = count > 3 ? std::strtoull(arguments[3], nullptr, 10) : 1;
  return run_fuzzer(arguments[1], std::atof(arguments[2]), seed) ? 0 : 1;
}
