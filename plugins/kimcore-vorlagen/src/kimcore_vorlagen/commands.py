import click
@click.group()
def template(): ""
