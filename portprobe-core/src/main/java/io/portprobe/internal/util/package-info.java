/**
 * Small helpers without state: checks of arguments, futures, random numbers, native libraries.
 *
 * <p>Start with {@link io.portprobe.internal.util.Arguments}. May use: no other internal package.
 */
@NullMarked
package io.portprobe.internal.util;

import org.jspecify.annotations.NullMarked;
