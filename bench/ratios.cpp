#include "ratios.hpp"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <map>

namespace nacre::bench {
namespace {

// The usual table, with the rates kept.
class RateKeeper : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs)
      if (const auto found = run.counters.find("items_per_second"); found != run.counters.end())
        rates_[run.benchmark_name()] = found->second.value;
    ConsoleReporter::ReportRuns(runs);
  }

  void print(const Pair& pair) const {
    const auto nacre = rates_.find(pair.nacre);
    const auto peer = rates_.find(pair.peer);
    if (nacre == rates_.end() || peer == rates_.end()) return;  // filtered out
    std::printf("%s / %s: %.2f\n", pair.nacre.c_str(), pair.peer.c_str(), nacre->second / peer->second);
  }

 private:
  std::map<std::string, double> rates_;
};

}  // namespace

int run_and_compare(int argc, char** argv, const std::vector<Pair>& pairs) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  RateKeeper reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  std::puts("\nratios of rates, nacre / peer:");
  for (const Pair& pair : pairs) reporter.print(pair);
  return 0;
}

}  // namespace nacre::bench
