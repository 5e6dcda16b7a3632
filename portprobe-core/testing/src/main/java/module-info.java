/** Assertions, waits, contract files, JUnit extensions and the contract test of plug-ins. */
module io.portprobe.testing {
  requires static transitive org.jspecify;
  requires transitive io.portprobe;
  requires transitive io.portprobe.faultkit;
  // Needed only to read contract files.
  requires static org.snakeyaml.engine;
  // Needed only by the JUnit extensions and the contract test.
  requires static java.management;
  requires static org.junit.jupiter.api;
  // Needed only for the values that IDEs show.
  requires static org.opentest4j;

  exports io.portprobe.testing;
  exports io.portprobe.testing.contract;
  exports io.portprobe.testing.drift;
  exports io.portprobe.testing.junit;
  exports io.portprobe.testing.protocol;

  uses io.portprobe.spi.Protocol;
}
