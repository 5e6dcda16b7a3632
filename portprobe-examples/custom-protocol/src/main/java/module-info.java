/** Example plug-ins, one for each shape of protocol. */
module io.portprobe.examples.custom {
  requires transitive io.portprobe;

  exports io.portprobe.examples.custom;

  provides io.portprobe.spi.Protocol with
      io.portprobe.examples.custom.Memcached,
      io.portprobe.examples.custom.Redis,
      io.portprobe.examples.custom.Stun,
      io.portprobe.examples.custom.Ssdp,
      io.portprobe.examples.custom.Gopher;
}
