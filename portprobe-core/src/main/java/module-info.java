/** The probe client, its engine, the plug-in SPI and the test kit. */
module io.portprobe {
  requires static transitive org.jspecify;
  requires transitive io.netty.transport;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport.unix.common;
  requires io.netty.transport.classes.epoll;
  requires io.netty.transport.classes.io_uring;
  requires io.netty.transport.classes.kqueue;
  requires static jdk.jfr;
  // Only who reads contract files needs this.
  requires static org.snakeyaml.engine.v2;
  // Only the test kit and the JUnit extension need these.
  requires static java.management;
  requires static org.junit.jupiter.api;

  exports io.portprobe;
  exports io.portprobe.assertions;
  exports io.portprobe.junit;
  exports io.portprobe.scan;
  exports io.portprobe.spi;
  exports io.portprobe.testkit;

  uses io.portprobe.spi.Protocol;
}
