/** A protocol plug-in for portprobe. */
module io.portprobe.examples.redis {
  requires transitive io.portprobe;

  exports io.portprobe.examples.redis;

  provides io.portprobe.spi.Protocol with
      io.portprobe.examples.redis.Redis;
}
