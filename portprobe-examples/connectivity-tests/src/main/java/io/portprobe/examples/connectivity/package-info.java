/**
 * portprobe beside the libraries that test suites and applications use: one adapter each, small
 * enough to be copied.
 */
@NullMarked
package io.portprobe.examples.connectivity;

import org.jspecify.annotations.NullMarked;
