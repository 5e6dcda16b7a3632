package io.portprobe.protocols.store;

/**
 * The protocol {@code "memcached"}: the text protocol of memcached, over tcp/11211 and udp/11211.
 * It has no options.
 *
 * <p>The client sends {@code version}. Over UDP the request has the frame header of memcached with
 * a random id, and responses without that id are ignored. The finding is a {@link MemcachedResult},
 * also if the server requires authentication. The client reads no keys and no statistics.
 */
public final class Memcached {
  private Memcached() {}
}
