/** The probe client, its engine, scans and the plug-in SPI. */
// Netty is relocated into this module when the jar is packed, and needs the JDK's modules below.
@SuppressWarnings("module") // portprobe-testing is compiled later
module io.portprobe {
  requires static transitive org.jspecify;
  requires java.logging;
  requires jdk.unsupported;
  requires static java.naming;
  requires static java.management;
  requires static jdk.jfr;
  requires static com.fasterxml.jackson.annotation;

  exports io.portprobe;
  exports io.portprobe.identify;
  exports io.portprobe.local;
  exports io.portprobe.scan;
  exports io.portprobe.spi;
  // For the modules of portprobe; not part of the API promise.
  exports io.portprobe.text;
  exports io.portprobe.internal.wait to
      io.portprobe.testing;

  uses io.portprobe.spi.Protocol;
}
