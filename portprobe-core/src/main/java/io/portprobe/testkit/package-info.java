/**
 * For tests: loopback peers that misbehave on purpose, and what a protocol plug-in is tested with.
 * Safe for use by several threads at once unless a type says otherwise.
 */
@NullMarked
package io.portprobe.testkit;

import org.jspecify.annotations.NullMarked;
