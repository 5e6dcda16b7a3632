/**
 * Options and results of data stores: {@code redis}, {@code memcached}, {@code mongodb}, {@code
 * zookeeper} and {@code cassandra}.
 *
 * <p>Start with {@link io.portprobe.protocols.store.Redis} and its finding {@link
 * io.portprobe.protocols.store.RedisResult}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe} and {@code io.portprobe.spi} only.
 */
@NullMarked
package io.portprobe.protocols.store;

import org.jspecify.annotations.NullMarked;
