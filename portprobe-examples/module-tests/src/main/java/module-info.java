/** A module of somebody who uses portprobe; the tests run as a part of it. */
module io.portprobe.examples.moduletests {
  requires io.portprobe;
  requires io.portprobe.protocols;

  uses io.portprobe.spi.Protocol;
}
