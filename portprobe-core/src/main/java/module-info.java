/** The probe client, its engine, scans and the plug-in SPI. */
@SuppressWarnings("module") // the modules that see the text package are compiled later
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

  exports io.portprobe;
  exports io.portprobe.scan;
  exports io.portprobe.spi;
  exports io.portprobe.text to
      io.portprobe.protocols,
      io.portprobe.testing;

  uses io.portprobe.spi.Protocol;
}
