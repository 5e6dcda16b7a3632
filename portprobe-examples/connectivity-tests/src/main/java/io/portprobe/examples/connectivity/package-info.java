/**
 * Adapters of one class each for libraries that test suites and applications use: AssertJ,
 * Micrometer, Reactor, Spring Boot and Testcontainers. Made to be copied.
 */
@NullMarked
package io.portprobe.examples.connectivity;

import org.jspecify.annotations.NullMarked;
