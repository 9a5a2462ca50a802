#include "nacre/study/provenance.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <nlohmann/json.hpp>

#include "nacre/fit/fit.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/version.hpp"

namespace nacre::study {
namespace {

std::string cpu_model() {
  std::ifstream cpuinfo("/proc/cpuinfo");
  for (std::string line; std::getline(cpuinfo, line);)
    if (line.starts_with("model name")) return line.substr(std::min(line.size(), line.find(": ") + 2));
  return "unknown";
}

std::string utc_now() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  char text[32];
  std::tm parts{};
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &parts));
  return text;
}

// Of a folder: of the names and the checksums of its files, in the order of their names.
std::string sha256_of_input(const std::filesystem::path& path) {
  if (!std::filesystem::is_directory(path)) return io::sha256_of_file(path);
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(path))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::ranges::sort(files);
  std::string text;
  for (const auto& file : files) text += file.filename().string() + " " + io::sha256_of_file(file) + "\n";
  return io::sha256_of_text(text);
}

}  // namespace

InputHashes hash_inputs(const Study& study) {
  InputHashes hashes;
  for (const auto& input : study.inputs)
    hashes.emplace_back(std::filesystem::absolute(input).string(), sha256_of_input(input));
  return hashes;
}

std::string provenance_json(const Study& study, const InputHashes& inputs,
                            const std::vector<std::string>& command, int threads, double wall_seconds) {
  nlohmann::ordered_json json;
  json["nacre"] = version;
  json["kind"] = study.kind->name;
  json["command"] = command;
  json["study"] = {{"path", std::filesystem::absolute(study.path).string()},
                   {"sha256", io::sha256_of_text(study.source)},
                   {"set", study.overrides}};
  json["inputs"] = nlohmann::ordered_json::array();
  for (const auto& [path, sha256] : inputs) json["inputs"].push_back({{"path", path}, {"sha256", sha256}});
  json["seed"] = study.seed;
  json["threads"] = threads;
  json["cpu"] = cpu_model();
  json["compiler"] = "g++ " __VERSION__;
  json["libraries"] = {{"ceres", fit::library_version()}, {"hdf5", io::hdf5_version()}};
  json["finished"] = utc_now();
  json["wall_seconds"] = wall_seconds;
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace nacre::study
