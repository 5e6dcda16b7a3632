/**
 * Name resolution: hosts file, DNS, the resolver of the JVM, and resolvers of the caller.
 *
 * <p>Start with {@link io.portprobe.internal.names.NameService}, then {@link
 * io.portprobe.internal.names.SystemNames}.
 *
 * <p>May use {@code io}, {@code net} and {@code util}.
 */
@NullMarked
package io.portprobe.internal.names;

import org.jspecify.annotations.NullMarked;
