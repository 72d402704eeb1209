package dev.driftless.core.model;

/**
 * A container {@code istio-proxy} that a template brings along: what it says counts more than the injector.
 *
 * @param image     empty or {@code auto} if it leaves the image to the injector
 * @param resources as written; what is no quantity is left out
 * @param init      whether it is among the init containers
 * @param shaped    whether it sets what the injector's {@code PROXY_CONFIG} or life cycle would say
 */
public record OwnProxy(String image, Resources resources, boolean init, boolean shaped) {}
