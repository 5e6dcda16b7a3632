/** Example plug-ins for key-value stores. */
module io.portprobe.examples.stores {
  requires transitive io.portprobe;

  exports io.portprobe.examples.stores;

  provides io.portprobe.spi.Protocol with
      io.portprobe.examples.stores.Redis,
      io.portprobe.examples.stores.Memcached;
}
