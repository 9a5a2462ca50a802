#include "nacre/report/svg.hpp"

#include "nacre/report/svg_particle.hpp"

namespace nacre::report {
namespace {

struct Drawing {
  std::string operator()(const Plot& plot) const { return plot_svg(plot); }
  std::string operator()(const CorrelationMap& map) const { return correlation_map_svg(map); }
  std::string operator()(const Gallery& gallery) const { return gallery_svg(gallery); }
  std::string operator()(const ParticleGallery& gallery) const { return particle_gallery_svg(gallery); }
  std::string operator()(const Film& film) const { return film_svg(film); }
  std::string operator()(const FrameMap& map) const { return frame_map_svg(map); }
};

}  // namespace

std::string figure_svg(const Figure& figure) { return std::visit(Drawing{}, figure); }

}  // namespace nacre::report
