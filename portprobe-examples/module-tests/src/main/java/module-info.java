/** An application module that uses portprobe; the tests run as a part of it. */
module io.portprobe.examples.moduletests {
  requires io.portprobe;
  requires io.portprobe.protocols;
  requires io.portprobe.protocols.testing;
  requires io.portprobe.testing;

  uses io.portprobe.spi.Protocol;
}
