/** Key-value stores for portprobe. */
module io.portprobe.examples.stores {
  requires transitive io.portprobe;

  exports io.portprobe.examples.stores;

  provides io.portprobe.spi.Protocol with
      io.portprobe.examples.stores.Redis,
      io.portprobe.examples.stores.Memcached;
}
