// The spheres of a particle on the graphics card. Each is a square that faces the reader and is shaded as a
// sphere, with a sphere's depth: round at any zoom, and two triangles where a mesh would need hundreds.
import {
  BufferAttribute,
  Camera,
  Color,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  GLSL3,
  Matrix4,
  BufferGeometry,
  LineSegments,
  Mesh,
  Quaternion,
  RawShaderMaterial,
  SRGBColorSpace,
  Scene,
  Vector3,
  WebGLRenderer,
} from "three";
import { cssColor } from "./theme.js";

const vertexShader = `precision highp float;
in vec3 position;  // a corner of the square, a little outside of the sphere
in vec3 place;     // 0 to 1 stands for -reach to reach
in float kind;
uniform mat4 turned;
uniform float scale;
uniform float radii[KINDS];  // in units of the reach
uniform vec3 colors[KINDS];
uniform vec3 front;   // towards the reader at first
uniform float plane;  // what lies before it along that axis is cut away
out vec2 at;
out vec3 paint;
out vec2 depth;  // of the middle, and how much the front lies before it

void main() {
  int k = int(kind + 0.5);
  vec3 from_middle = 2.0 * place - 1.0;
  vec3 middle = mat3(turned) * from_middle;
  at = position.xy;
  paint = colors[k];
  depth = vec2(middle.z, radii[k]);
  gl_Position = vec4(scale * (middle.xy + radii[k] * at), 0.0, 1.0);
  if (dot(from_middle, front) > plane) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}`;

const lineVertexShader = `precision highp float;
in vec3 position;  // in units of the reach
uniform mat4 turned;
uniform vec3 middle;
uniform float facing;  // 1: a ring that does not turn
uniform float scale;
void main() {
  vec3 at = facing > 0.5 ? mat3(turned) * middle + position : mat3(turned) * position;
  gl_Position = vec4(scale * at.xy, -0.998 * at.z, 1.0);
}`;

const lineFragmentShader = `precision highp float;
uniform vec3 color;
out vec4 pixel;
void main() {
  pixel = vec4(color, 1.0);
}`;

// Shaded by the gradient of report/svg_particle.cpp, so that the picture looks the same still and live.
const fragmentShader = `precision highp float;
in vec2 at;
in vec3 paint;
in vec2 depth;
uniform vec3 paper;
out vec4 pixel;

float between(float t, float from, float to, float first, float last) {
  return mix(first, last, clamp((t - from) / (to - from), 0.0, 1.0));
}

void main() {
  float edge = length(at);
  float width = fwidth(edge);
  float cover = clamp((1.0 - edge) / width + 0.5, 0.0, 1.0);
  if (cover <= 0.0) discard;
  float t = distance(at, vec2(-0.28, 0.36)) / 1.44;
  float light = t < 0.2 ? between(t, 0.0, 0.2, 0.7, 0.28) : between(t, 0.2, 0.45, 0.28, 0.0);
  float dark = t < 0.75 ? between(t, 0.45, 0.75, 0.0, 0.2) : between(t, 0.75, 1.0, 0.2, 0.5);
  float rim = 0.4 * clamp((edge - 1.0) / width + 1.1, 0.0, 1.0);
  vec3 color = mix(mix(paint, vec3(1.0), light), vec3(0.0), dark);
  color = mix(mix(color, vec3(0.0), rim), paper, 0.3 * (1.0 - depth.x));
  float front = depth.x + depth.y * sqrt(max(0.0, 1.0 - edge * edge));
  gl_FragDepth = 0.5 - 0.499 * front;
  pixel = vec4(color, cover);
}`;

// null where there is no WebGL: three.js alone would write an error to the console.
export function makeRenderer() {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("webgl2", { alpha: false, antialias: true });
  return context && new WebGLRenderer({ canvas, context });
}

export function paint(renderer, spheres, side) {
  const { colors, paper } = spheres.material.uniforms;
  spheres.lines?.uniforms.color.value.fromArray(rgb(cssColor("dark-grey")));
  colors.value = spheres.kinds.flatMap(({ color }) => rgb(cssColor(colorName(color))));
  paper.value.fromArray(rgb(cssColor("paper")));
  renderer.setSize(side, side, false);
  renderer.setClearColor(new Color().setRGB(...paper.value, SRGBColorSpace));
  renderer.render(spheres.scene, spheres.camera);
}

const bytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const axisDown = new Vector3(1, 0, 0);
const axisRight = new Vector3(0, 1, 0);

export class Spheres {
  constructor(gallery, picture, side) {
    this.kinds = gallery.kinds;
    this.home = new Matrix4().set(...gallery.axes.flatMap((axis) => [...axis, 0]), 0, 0, 0, 1);
    this.fit = 1 - 2 / side; // the still picture leaves a pixel around
    this.camera = new Camera();
    this.scene = new Scene();
    this.material = makeMaterial(gallery);
    this.keptAtFirst = picture.kept ?? 1;
    this.add(new Mesh(makeGeometry(gallery.pictures[picture.same] ?? picture), this.material));
    if (picture.edges || picture.ball) {
      this.lines = makeLineMaterial(picture);
      this.add(new LineSegments(makeLines(picture), this.lines));
    }
    this.reset();
  }

  add(object) {
    object.frustumCulled = false;
    this.scene.add(object);
  }

  // The share of the depth that is left behind the plane of the cut.
  cut(kept) {
    this.kept = kept;
    this.material.uniforms.plane.value = kept < 1 ? 2 * kept - 1 : 2;
  }

  reset() {
    this.cut(this.keptAtFirst);
    this.turned = new Quaternion();
    this.zoom = 1;
    this.place();
  }

  // Angles by which the front moves to the right and down.
  turn(right, down) {
    this.turned.premultiply(new Quaternion().setFromAxisAngle(axisRight, right));
    this.turned.premultiply(new Quaternion().setFromAxisAngle(axisDown, down)).normalize();
    this.place();
  }

  // As far as the pointer moved in a picture of this width: what it holds stays under it.
  roll(right, down, width) {
    const radius = (this.zoom * width) / 2;
    this.turn(right / radius, down / radius);
  }

  magnify(factor) {
    this.zoom = Math.min(12, Math.max(0.5, this.zoom * factor));
    this.place();
  }

  place() {
    const { turned, scale } = this.material.uniforms;
    turned.value.makeRotationFromQuaternion(this.turned).multiply(this.home);
    scale.value = this.fit * this.zoom;
    if (!this.lines) return;
    this.lines.uniforms.turned.value.copy(turned.value);
    this.lines.uniforms.scale.value = scale.value;
  }
}

function colorName(color) {
  if (color < 0) return color === -1 ? "dark-grey" : "light-grey";
  return `series-${color % 8}`;
}

const pen = document.createElement("canvas").getContext("2d");

// A CSS color as three numbers from 0 to 1.
function rgb(color) {
  pen.fillStyle = color; // reads back as #rrggbb
  return [1, 3, 5].map((at) => parseInt(pen.fillStyle.slice(at, at + 2), 16) / 255);
}

function makeGeometry({ positions, kind }) {
  const corners = [-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0].map((corner) => 1.15 * corner);
  const places = new Uint16Array(bytes(positions).buffer);
  const geometry = new InstancedBufferGeometry();
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(corners), 3));
  geometry.setAttribute("place", new InstancedBufferAttribute(places, 3, true));
  geometry.setAttribute("kind", new InstancedBufferAttribute(bytes(kind), 1));
  geometry.instanceCount = places.length / 3;
  return geometry;
}

// The edges of a box, or a ring around a droplet.
function makeLines({ edges, ball }) {
  const ends = edges ?? [];
  for (let i = 0; ball && i < 256; ++i)
    for (const at of [i, i + 1]) {
      const angle = (at * Math.PI) / 128;
      ends.push(ball.radius * Math.cos(angle), ball.radius * Math.sin(angle), 0);
    }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(ends), 3));
  return geometry;
}

function makeLineMaterial({ ball }) {
  return new RawShaderMaterial({
    vertexShader: lineVertexShader,
    fragmentShader: lineFragmentShader,
    glslVersion: GLSL3,
    uniforms: {
      turned: { value: new Matrix4() },
      middle: { value: new Vector3(...(ball?.middle ?? [])) },
      facing: { value: ball ? 1 : 0 },
      scale: { value: 1 },
      color: { value: new Vector3() },
    },
  });
}

function makeMaterial({ kinds, reach, axes }) {
  return new RawShaderMaterial({
    vertexShader,
    fragmentShader,
    glslVersion: GLSL3,
    defines: { KINDS: kinds.length },
    alphaToCoverage: true,
    uniforms: {
      turned: { value: new Matrix4() },
      scale: { value: 1 },
      front: { value: new Vector3(...axes[2]) },
      plane: { value: 2 },
      radii: { value: kinds.map(({ radius }) => radius / reach) },
      colors: { value: [] },
      paper: { value: new Vector3() },
    },
  });
}
