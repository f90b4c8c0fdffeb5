"""Stands for an application."""
