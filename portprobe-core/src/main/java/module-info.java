/** The probe client, its engine, scans and the plug-in SPI. */
module io.portprobe {
  requires static transitive org.jspecify;
  requires transitive io.netty.transport;
  requires io.netty.buffer;
  requires io.netty.codec.dns;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.resolver;
  requires io.netty.transport.unix.common;
  requires io.netty.transport.classes.epoll;
  requires io.netty.transport.classes.io_uring;
  requires io.netty.transport.classes.kqueue;
  requires static jdk.jfr;

  exports io.portprobe;
  exports io.portprobe.scan;
  exports io.portprobe.spi;
  // For the modules of portprobe; not part of the API promise.
  exports io.portprobe.text;

  uses io.portprobe.spi.Protocol;
}
